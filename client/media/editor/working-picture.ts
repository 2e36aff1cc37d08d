import { type Accessor, createSignal } from 'solid-js'
import { blurred, cellSize } from './blurred.ts'
import type { Rect, Size } from './frame.ts'

export type Edit = { kind: 'turn' } | { kind: 'crop' | 'blacken' | 'blur'; frame: Rect }

export type WorkingPicture = {
  size: Accessor<Size>
  hasEdits: Accessor<boolean>
  apply(edit: Edit): void
  undo(): void
  /** The pixels as they are now, of a canvas that never held others. */
  result(mimeType: string): Promise<Blob>
  close(): void
}

type Drawing = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D

const contextOf = (canvas: HTMLCanvasElement | OffscreenCanvas): Drawing => {
  const context = canvas.getContext('2d')
  if (!context) throw new Error('no canvas')
  return context
}

const take = (canvas: HTMLCanvasElement, { x, y, width, height }: Rect): OffscreenCanvas => {
  const part = new OffscreenCanvas(width, height)
  contextOf(part).drawImage(canvas, x, y, width, height, 0, 0, width, height)
  return part
}

const replace = (canvas: HTMLCanvasElement, source: CanvasImageSource & Size) => {
  canvas.width = source.width
  canvas.height = source.height
  contextOf(canvas).drawImage(source, 0, 0)
}

const turned = (canvas: HTMLCanvasElement): OffscreenCanvas => {
  const result = new OffscreenCanvas(canvas.height, canvas.width)
  const context = contextOf(result)
  context.translate(result.width, 0)
  context.rotate(Math.PI / 2)
  context.drawImage(canvas, 0, 0)
  return result
}

const draw = (canvas: HTMLCanvasElement, edit: Edit) => {
  switch (edit.kind) {
    case 'turn':
      return replace(canvas, turned(canvas))
    case 'crop':
      return replace(canvas, take(canvas, edit.frame))
    case 'blacken': {
      const { x, y, width, height } = edit.frame
      const context = contextOf(canvas)
      context.fillStyle = '#000000'
      return context.fillRect(x, y, width, height)
    }
    case 'blur': {
      const { x, y, width, height } = edit.frame
      const context = contextOf(canvas)
      const { data } = context.getImageData(x, y, width, height)
      const cell = cellSize(edit.frame, canvas)
      return context.putImageData(
        new ImageData(blurred(new Uint8ClampedArray(data), edit.frame, cell), width, height),
        x,
        y,
      )
    }
    default:
      return edit satisfies never
  }
}

/** Edits change the pixels of `canvas` itself; what can be taken back is kept here, and gone when it is closed. */
export const openWorkingPicture = async (file: Blob, canvas: HTMLCanvasElement): Promise<WorkingPicture> => {
  const original = await createImageBitmap(file)
  const sizeNow = (): Size => ({ width: canvas.width, height: canvas.height })
  replace(canvas, original)
  const [size, setSize] = createSignal(sizeNow())
  const [edits, setEdits] = createSignal<readonly Edit[]>([])
  return {
    size,
    hasEdits: () => edits().length > 0,
    apply(edit) {
      draw(canvas, edit)
      setEdits((before) => [...before, edit])
      setSize(sizeNow())
    },
    undo() {
      const left = edits().slice(0, -1)
      replace(canvas, original)
      for (const edit of left) draw(canvas, edit)
      setEdits(left)
      setSize(sizeNow())
    },
    result: (mimeType) =>
      take(canvas, { x: 0, y: 0, ...sizeNow() }).convertToBlob({
        type: mimeType === 'image/png' ? mimeType : 'image/jpeg',
        quality: 0.92,
      }),
    close: () => original.close(),
  }
}
