import Download from 'lucide-solid/icons/download'
import { Show } from 'solid-js'
import { useWords } from '../i18n/index.ts'
import { imagingWords } from '../i18n/words/imaging.ts'
import { Button, ErrorState } from '../ui/index.ts'

export const Unreadable = (props: { text: string; onDownload?: (() => void) | undefined }) => {
  const w = useWords(imagingWords)
  return (
    <ErrorState
      title={w().unreadable}
      text={props.text}
      action={
        <Show when={props.onDownload}>
          <Button variant="primary" icon={Download} onClick={() => props.onDownload?.()}>
            {w().download}
          </Button>
        </Show>
      }
    />
  )
}
