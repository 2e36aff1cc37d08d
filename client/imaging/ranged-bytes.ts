/** A file of which parts can be read without the rest. */
export type RangedBytes = {
  sizeBytes: number
  read(start: number, end: number): Promise<Uint8Array>
}

/** The browser keeps a blob outside of the page's memory. */
export const rangedBlob = (file: Blob): RangedBytes => ({
  sizeBytes: file.size,
  read: async (start, end) => new Uint8Array(await file.slice(start, end).arrayBuffer()),
})
