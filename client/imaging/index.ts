export { FileCard } from './FileCard.tsx'
export { FileViewer } from './FileViewer.tsx'
export { iconOf } from './file-icon.ts'
export { isDicom, kindOf } from './kind.ts'
