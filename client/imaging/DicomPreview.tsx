import { lazy } from 'solid-js'

const Lazy = lazy(async () => ({ default: (await import('./dicom/DicomViewer.tsx')).DicomViewer }))

/** One object in place, to be looked at; it waits under the `Suspense` above. */
export const DicomPreview = (props: { file: Blob }) => (
  <Lazy name="" mimeType="application/dicom" kind="dicom" file={props.file} onClose={() => {}} />
)
