import { type Accessor, createSignal, onCleanup } from 'solid-js'

const carriesFiles = ({ dataTransfer }: DragEvent) => dataTransfer?.types.includes('Files') ?? false

/** Lets files be dropped on an element: its `ref`, and whether some are held above it. For a keyboard there is a button. */
export const createDropZone = (
  onDrop: (transfer: DataTransfer) => void,
): { ref(element: HTMLElement): void; isOver: Accessor<boolean> } => {
  const [isOver, setOver] = createSignal(false)
  return {
    isOver,
    ref(element) {
      const ending = new AbortController()
      const { signal } = ending
      onCleanup(() => ending.abort())
      element.addEventListener(
        'dragover',
        (event) => {
          if (!carriesFiles(event)) return
          event.preventDefault()
          setOver(true)
        },
        { signal },
      )
      element.addEventListener(
        'dragleave',
        ({ relatedTarget }) => {
          if (!(relatedTarget instanceof Node && element.contains(relatedTarget))) setOver(false)
        },
        { signal },
      )
      element.addEventListener(
        'drop',
        (event) => {
          event.preventDefault()
          setOver(false)
          if (event.dataTransfer) onDrop(event.dataTransfer)
        },
        { signal },
      )
    },
  }
}
