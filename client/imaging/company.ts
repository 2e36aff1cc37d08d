import { type Accessor, createContext, createSignal, type JSX, onCleanup, useContext } from 'solid-js'
import type { ReadingView } from '#shared/co-reading/view.ts'
import type { Point } from './gestures.ts'

/** Those with whom a file is looked at: viewers go where they are led, and say what is seen in them. */
export type Company = {
  /** Null: one looks around by oneself. */
  led: Accessor<ReadingView | null>
  /** What they were led to is in sight. */
  reached(view: ReadingView): void
  tell(view: ReadingView): void
  /** Whose pointer is seen. */
  leader(): string
  /** In the header of the viewer. */
  actions(): JSX.Element
  /** Around the viewer: who leads, and the others' faces. */
  frame(viewer: () => JSX.Element): JSX.Element
}

export const CompanyContext = createContext<Company>()
export const useCompany = (): Company | undefined => useContext(CompanyContext)

/** What one is led to of this kind of file. */
export const ledTo =
  <K extends ReadingView['kind']>(company: Company | undefined, kind: K) =>
  (): Extract<ReadingView, { kind: K }> | null => {
    const view = company?.led()
    return isOf(kind)(view) ? view : null
  }

const isOf =
  <K extends ReadingView['kind']>(kind: K) =>
  (view: ReadingView | null | undefined): view is Extract<ReadingView, { kind: K }> =>
    view?.kind === kind

/** Where on the element somebody points, in its own pixels; null elsewhere. */
export const createPointing = (): { at: Accessor<Point | null>; listen(element: HTMLElement): void } => {
  const [at, setAt] = createSignal<Point | null>(null)
  return {
    at,
    listen(element) {
      const move = ({ clientX, clientY }: PointerEvent) => {
        const { left, top } = element.getBoundingClientRect()
        setAt({ x: clientX - left, y: clientY - top })
      }
      const leave = () => setAt(null)
      element.addEventListener('pointermove', move)
      element.addEventListener('pointerdown', move)
      element.addEventListener('pointerleave', leave)
      onCleanup(() => {
        element.removeEventListener('pointermove', move)
        element.removeEventListener('pointerdown', move)
        element.removeEventListener('pointerleave', leave)
      })
    },
  }
}
