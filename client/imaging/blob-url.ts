import { onCleanup } from 'solid-js'

/** An address of bytes of this page, for as long as its owner lives. */
export const createBlobUrl = (file: Blob): string => {
  const url = URL.createObjectURL(file)
  onCleanup(() => URL.revokeObjectURL(url))
  return url
}
