import { bytesOf, textOf } from './code-text.ts'

export const pixelsPerModule = 4
/** Margin in modules, as ISO/IEC 18004 asks for. */
export const showOptions = {
  ecc: 'low',
  encoding: 'byte',
  border: 4,
  textEncoder: (text: string) => new Uint8Array(bytesOf(text)),
} as const
export const scanOptions = { textDecoder: (bytes: Uint8Array) => textOf(bytes) }
