import { Show } from 'solid-js'
import type { Priority } from '#shared/consults/priority.ts'
import { Banner } from '../ui/index.ts'
import { Silence } from './AlertBar.tsx'
import { useRinging } from './ringing.tsx'

/** While the screen is locked: that something waits, with sound; not who, where and why. */
export const LockedAlert = (props: { priority: Priority | null; title: string; text: string }) => {
  useRinging().add(() => props.priority)
  return (
    <Show when={props.priority}>
      <Banner tone="danger" title={props.title}>
        {props.text}
        <Silence />
      </Banner>
    </Show>
  )
}
