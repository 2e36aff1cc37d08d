export { DirectoryView } from './DirectoryView.tsx'
export { PersonSearch } from './PersonSearch.tsx'
