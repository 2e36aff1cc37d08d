import styles from './QrPicture.module.css'

type Props = { modules: readonly (readonly boolean[])[]; label: string; testId?: string }

/** Black on white in both themes: cameras read no other. */
export const QrPicture = (props: Props) => {
  const path = () =>
    props.modules.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : []))).join('')
  return (
    <svg
      class={styles['picture']}
      viewBox={`0 0 ${props.modules.length} ${props.modules.length}`}
      role="img"
      aria-label={props.label}
      shape-rendering="crispEdges"
      data-testid={props.testId}
    >
      <rect width="100%" height="100%" fill="#fff" />
      <path d={path()} fill="#000" />
    </svg>
  )
}
