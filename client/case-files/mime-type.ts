import { studyType } from '#shared/dicom/study-index.ts'
import { isDicom } from '../imaging/index.ts'

/** The type by which a viewer is chosen: as the browser says, except that it seldom knows DICOM. */
export const mimeTypeOf = async (file: File): Promise<string> => {
  if (file.type === studyType) return studyType
  const hasMagic = await isDicom(file).catch(() => false)
  return hasMagic || /\.dcm$/i.test(file.name) ? 'application/dicom' : file.type || 'application/octet-stream'
}
