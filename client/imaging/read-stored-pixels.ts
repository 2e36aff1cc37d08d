/** Loaded when it is needed: most pictures are sent as they are. */
export const readStoredPixels = async (file: Blob) => (await import('./dicom/stored-pixels.ts')).readStoredPixels(file)
