import { lazy } from 'solid-js'
import type { Blackout } from './dicom/blackout.ts'

const Lazy = lazy(async () => ({ default: (await import('./dicom/DicomViewer.tsx')).DicomViewer }))

/** One object in place, to be looked at; it waits under the `Suspense` above. */
export const DicomPreview = (props: { file: Blob; blackout?: Blackout }) => (
  <Lazy
    name=""
    mimeType="application/dicom"
    kind="dicom"
    file={props.file}
    blackout={props.blackout}
    onClose={() => {}}
  />
)
