export { DirectoryView } from './DirectoryView.tsx'
