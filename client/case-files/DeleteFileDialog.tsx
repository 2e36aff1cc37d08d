import { createSignal } from 'solid-js'
import type { CaseFileManifest } from '#shared/case-files/manifest.ts'
import type { RoomId } from '#shared/matrix/ids.ts'
import { errorCodeOf, useClinicApi } from '../clinic-api/index.ts'
import { useWords } from '../i18n/index.ts'
import { caseFileWords } from '../i18n/words/case-files.ts'
import { errorWords } from '../i18n/words/errors.ts'
import { useSession } from '../matrix/session-context.tsx'
import { Banner, Button, Dialog, toast } from '../ui/index.ts'
import styles from './case-files.module.css'
import { deleteCaseFile } from './delete-case-file.ts'

type Props = { roomId: RoomId; manifest: CaseFileManifest; onClose(): void; onDeleted(): void }

/** Says what deleting means before it is done, and why it was not when it was refused. */
export const DeleteFileDialog = (props: Props) => {
  const w = useWords(caseFileWords)
  const errors = useWords(errorWords)
  const session = useSession()
  const api = useClinicApi()
  const [isBusy, setBusy] = createSignal(false)
  const [refusal, setRefusal] = createSignal<{ title: string; action: string } | null>(null)

  const remove = async () => {
    setBusy(true)
    try {
      await deleteCaseFile({ api, session }, props.roomId, props.manifest)
      toast({ tone: 'success', title: w().deleted(props.manifest.name) })
      props.onDeleted()
    } catch (error) {
      setRefusal(errors()[errorCodeOf(error)])
    } finally {
      setBusy(false)
    }
  }
  return (
    <Dialog
      open
      onOpenChange={() => props.onClose()}
      title={w().deleteAsk(props.manifest.name)}
      description={w().deleteMeaning}
    >
      {refusal() && (
        <Banner tone="danger" title={refusal()?.title ?? ''}>
          {refusal()?.action}
        </Banner>
      )}
      <div class={styles['actions']}>
        <Button onClick={() => props.onClose()}>{refusal() ? w().close : w().keep}</Button>
        <Button variant="danger" busy={isBusy()} onClick={() => void remove()}>
          {w().delete}
        </Button>
      </div>
    </Dialog>
  )
}
