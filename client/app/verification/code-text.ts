/** The library of QR codes speaks of texts; a code of Matrix is bytes (specification, "QR code format"). */
export const textOf = (bytes: ArrayLike<number>): string =>
  Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')

export const bytesOf = (text: string): Uint8ClampedArray<ArrayBuffer> =>
  Uint8ClampedArray.from(text, (sign) => sign.charCodeAt(0))
