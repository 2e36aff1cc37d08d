import File from 'lucide-solid/icons/file'
import FileImage from 'lucide-solid/icons/file-image'
import FileVideo from 'lucide-solid/icons/file-play'
import FileScan from 'lucide-solid/icons/file-scan'
import FileText from 'lucide-solid/icons/file-text'
import type { Icon } from '../ui/index.ts'
import type { FileKind } from './kind.ts'

export const iconOf = (kind: FileKind | null): Icon => {
  switch (kind) {
    case 'dicom':
      return FileScan
    case 'picture':
      return FileImage
    case 'video':
      return FileVideo
    case 'pdf':
    case 'text':
      return FileText
    case null:
      return File
    default:
      return kind satisfies never
  }
}
