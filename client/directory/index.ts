export { DirectoryView } from './DirectoryView.tsx'
export { createDirectorySearch } from './directory-search.ts'
export { PersonSearch } from './PersonSearch.tsx'
