import Download from 'lucide-solid/icons/download'
import { createSignal, lazy, Show, Suspense } from 'solid-js'
import { useWords } from '../i18n/index.ts'
import { exportWords } from '../i18n/words/export.ts'
import type { RoomView } from '../matrix/types.ts'
import { Button } from '../ui/index.ts'

const ExportDialog = lazy(async () => ({ default: (await import('./ExportDialog.tsx')).ExportDialog }))

/** The way to take a conversation out of the application. */
export const ExportButton = (props: { room: RoomView }) => {
  const w = useWords(exportWords)
  const [isOpen, setOpen] = createSignal(false)
  const [isWanted, setWanted] = createSignal(false)
  return (
    <>
      <Button
        variant="quiet"
        size="small"
        icon={Download}
        onClick={() => {
          setWanted(true)
          setOpen(true)
        }}
      >
        {w().open}
      </Button>
      <Show when={isWanted()}>
        <Suspense>
          <ExportDialog room={props.room} open={isOpen()} onOpenChange={setOpen} />
        </Suspense>
      </Show>
    </>
  )
}
