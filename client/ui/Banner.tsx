import CircleAlert from 'lucide-solid/icons/circle-alert'
import CircleCheck from 'lucide-solid/icons/circle-check'
import Info from 'lucide-solid/icons/info'
import TriangleAlert from 'lucide-solid/icons/triangle-alert'
import { children, type JSX, Show } from 'solid-js'
import { Dynamic } from 'solid-js/web'
import { useWords } from '../i18n/index.ts'
import { uiWords } from '../i18n/words/ui.ts'
import styles from './Banner.module.css'
import type { Icon } from './icon.ts'
import type { Tone } from './tone.ts'
import { VisuallyHidden } from './VisuallyHidden.tsx'

export const toneIcons: Record<Tone, Icon> = {
  info: Info,
  success: CircleCheck,
  warning: TriangleAlert,
  danger: CircleAlert,
}

type BannerProps = {
  tone?: Tone
  title: string
  children?: JSX.Element
  /** A button or link, at the end of the line. */
  action?: JSX.Element
}

/** Says something about the place where it stands. Read out when it appears; a danger at once. */
export const Banner = (props: BannerProps) => {
  const w = useWords(uiWords)
  const tone = () => props.tone ?? 'info'
  // Asked for twice, they would be made twice.
  const body = children(() => props.children)
  const action = children(() => props.action)
  return (
    <div class={styles['banner']} data-tone={tone()} role={tone() === 'danger' ? 'alert' : 'status'}>
      <Dynamic component={toneIcons[tone()]} size={20} class={styles['icon']} aria-hidden="true" />
      <div class={styles['text']}>
        <p class={styles['title']}>
          <VisuallyHidden>{`${w()[tone()]}: `}</VisuallyHidden>
          {props.title}
        </p>
        <Show when={body()}>
          <div class={styles['body']}>{body()}</div>
        </Show>
      </div>
      <Show when={action()}>
        <div class={styles['action']}>{action()}</div>
      </Show>
    </div>
  )
}
