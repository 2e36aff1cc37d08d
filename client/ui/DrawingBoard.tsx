import Undo from 'lucide-solid/icons/undo-2'
import { For, type JSX } from 'solid-js'
import { Button } from './Button.tsx'
import styles from './DrawingBoard.module.css'
import { IconButton } from './IconButton.tsx'
import type { Icon } from './icon.ts'
import { VisuallyHidden } from './VisuallyHidden.tsx'

type Point = { x: number; y: number }

type DrawingBoardProps<Tool extends string> = {
  words: { tools: string; undo: string; hint: string; keys: string; paper: string }
  tools: readonly { tool: Tool; icon: Icon; name: string }[]
  tool: Tool
  onTool(tool: Tool): void
  /** Beside the tools; and at the end of the line. */
  moreTools?: JSX.Element
  end: JSX.Element
  canUndo: boolean
  onUndo(): void
  /** Of the picture, in its pixels, as are the points. Never shown larger with `isNeverEnlarged`. */
  size: { width: number; height: number }
  isNeverEnlarged?: boolean
  isReady: boolean
  onDown(at: Point): void
  onMove(at: Point): void
  onUp(at: Point): void
  onCancel(): void
  /** True for a key that means something here, and then nothing else. */
  onKey(event: KeyboardEvent): boolean
  paper(element: HTMLElement): void
  /** Read out by readers of the screen. */
  said: string
  /** The picture, and what lies over it, in percents. */
  children: JSX.Element
}

/** A picture that somebody draws on or cuts, by pointer or by keys: tools above it, on the viewer's dark ground. */
export const DrawingBoard = <Tool extends string>(props: DrawingBoardProps<Tool>) => {
  let isDown = false

  const pointOf = (event: PointerEvent & { currentTarget: HTMLElement }): Point => {
    const { left, top, width, height } = event.currentTarget.getBoundingClientRect()
    return {
      x: ((event.clientX - left) / width) * props.size.width,
      y: ((event.clientY - top) / height) * props.size.height,
    }
  }
  const onPointerDown = (event: PointerEvent & { currentTarget: HTMLElement }) => {
    if (event.button !== 0) return
    event.currentTarget.setPointerCapture(event.pointerId)
    isDown = true
    props.onDown(pointOf(event))
  }
  const onPointerUp = (event: PointerEvent & { currentTarget: HTMLElement }) => {
    if (!isDown) return
    isDown = false
    props.onUp(pointOf(event))
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const isCommand = event.ctrlKey || event.metaKey
    if (isCommand && event.key === 'z') props.onUndo()
    else if (isCommand || event.altKey || !props.onKey(event)) return
    event.preventDefault()
    // Otherwise the dialog around it would close with Escape.
    event.stopPropagation()
  }

  return (
    <>
      <div class={styles['toolbar']} role="toolbar" aria-label={props.words.tools}>
        <For each={props.tools}>
          {(one) => (
            <Button icon={one.icon} aria-pressed={props.tool === one.tool} onClick={() => props.onTool(one.tool)}>
              {one.name}
            </Button>
          )}
        </For>
        {props.moreTools}
        <IconButton label={props.words.undo} icon={Undo} disabled={!props.canUndo} onClick={() => props.onUndo()} />
        <span class={styles['end']}>{props.end}</span>
      </div>
      <p class={styles['hint']}>
        {props.words.hint} <span class={styles['keys']}>{props.words.keys}</span>
      </p>
      <div class={styles['stage']}>
        <section
          ref={(element) => {
            // The dialog listens on a parent, before events that Solid delegates.
            element.addEventListener('keydown', onKeyDown)
            props.paper(element)
          }}
          class={styles['paper']}
          style={{
            '--ratio': String(props.size.width / props.size.height),
            'max-width': props.isNeverEnlarged ? `${props.size.width}px` : undefined,
          }}
          tabindex={0}
          aria-label={props.words.paper}
          data-ready={props.isReady ? '' : undefined}
          onPointerDown={onPointerDown}
          onPointerMove={(event) => isDown && props.onMove(pointOf(event))}
          onPointerUp={onPointerUp}
          onPointerCancel={() => {
            isDown = false
            props.onCancel()
          }}
        >
          {props.children}
        </section>
      </div>
      <VisuallyHidden>
        <span role="status">{props.said}</span>
      </VisuallyHidden>
    </>
  )
}
