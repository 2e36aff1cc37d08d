export { FileViewer } from './FileViewer.tsx'
export { isDicom, kindOf } from './kind.ts'
