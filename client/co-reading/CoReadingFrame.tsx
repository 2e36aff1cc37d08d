import { type JSX, onCleanup, Suspense } from 'solid-js'
import { type Call, CallFaces, WaitingNotice } from '../calls/index.ts'
import styles from './co-reading.module.css'
import type { CoReading } from './co-reading.ts'

/** What moves nothing in the viewer. */
const still = ['Tab', 'Shift', 'Control', 'Alt', 'Meta', 'Escape', 'f', 't', 'm']

type Props = {
  call: Call
  coReading: CoReading
  bar: JSX.Element
  children: JSX.Element
}

/** The viewer with who leads above it and the faces beside it. Whoever moves something in it looks around by themselves. */
export const CoReadingFrame = (props: Props) => {
  let viewer: HTMLElement | undefined
  const leave = () => {
    if (props.coReading.lead() && !props.coReading.isOwn()) props.coReading.leave()
  }
  const onKey = ({ key, target }: KeyboardEvent) => {
    const isOnButtonElsewhere = target instanceof Element && !viewer?.contains(target) && /^(?:Enter| )$/.test(key)
    const isInMenu = target instanceof Element && target.closest('[role="menu"]') !== null
    if (!still.includes(key) && !isOnButtonElsewhere && !isInMenu) leave()
  }
  // Keys of the viewer are heard wherever the focus is, and before the viewer hears them.
  document.addEventListener('keydown', onKey, { capture: true })
  onCleanup(() => document.removeEventListener('keydown', onKey, { capture: true }))
  const attach = (element: HTMLElement) => {
    viewer = element
    for (const type of ['pointerdown', 'wheel'] as const)
      element.addEventListener(type, leave, { capture: true, passive: true })
  }
  return (
    <>
      {/* What is looked at covers the call, and nobody is to wait for that. */}
      <Suspense>
        <WaitingNotice call={props.call} />
      </Suspense>
      {props.bar}
      <div class={styles['sides']}>
        <div ref={attach} class={styles['viewer']}>
          {props.children}
        </div>
        {/* Waits by itself: the viewer would be taken out of the page meanwhile, and lose its place. */}
        <Suspense>
          <CallFaces call={props.call} />
        </Suspense>
      </div>
    </>
  )
}
