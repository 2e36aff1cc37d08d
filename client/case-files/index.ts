export { AttachFile } from './AttachFile.tsx'
export { CaseFileCard } from './CaseFileCard.tsx'
export { CaseFilesPanel } from './CaseFilesPanel.tsx'
export { UploadList } from './UploadList.tsx'
