import encodeQR from 'qr'
import { createMemo } from 'solid-js'
import { QrPicture } from '../../ui/index.ts'
import { textOf } from './code-text.ts'
import { showOptions } from './qr-options.ts'

export const CodePicture = (props: { code: Uint8ClampedArray; label: string }) => {
  const modules = createMemo(() => encodeQR(textOf(props.code), 'raw', showOptions))
  return <QrPicture modules={modules()} label={props.label} testId="verification-code" />
}
