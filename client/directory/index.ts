export { askDirectory, nothingFound } from './ask-directory.ts'
export { DirectoryView } from './DirectoryView.tsx'
export { createDirectorySearch } from './directory-search.ts'
export { PersonSearch } from './PersonSearch.tsx'
