export { FileViewer, type FileViewerProps } from './FileViewer.tsx'
export { type FileKind, isDicom, kindOf } from './kind.ts'
