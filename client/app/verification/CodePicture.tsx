import encodeQR from 'qr'
import { createMemo } from 'solid-js'
import { textOf } from './code-text.ts'
import { showOptions } from './qr-options.ts'
import styles from './verification.module.css'

/** Black on white in both themes: cameras read no other. */
export const CodePicture = (props: { code: Uint8ClampedArray; label: string }) => {
  const modules = createMemo(() => encodeQR(textOf(props.code), 'raw', showOptions))
  const path = () =>
    modules()
      .flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : [])))
      .join('')
  return (
    <svg
      class={styles['code']}
      viewBox={`0 0 ${modules().length} ${modules().length}`}
      role="img"
      aria-label={props.label}
      shape-rendering="crispEdges"
      data-testid="verification-code"
    >
      <rect width="100%" height="100%" fill="#fff" />
      <path d={path()} fill="#000" />
    </svg>
  )
}
