import { createSignal } from 'solid-js'
import { nameFault } from '#shared/conversations/group-name.ts'
import type { RoomId } from '#shared/matrix/ids.ts'
import { errorCodeOf } from '../../clinic-api/index.ts'
import { useWords } from '../../i18n/index.ts'
import { errorWords } from '../../i18n/words/errors.ts'
import { groupWords } from '../../i18n/words/groups.ts'
import { useSession } from '../../matrix/session-context.tsx'
import { Button, Dialog, TextField, toast } from '../../ui/index.ts'
import styles from './groups.module.css'

export const RenameDialog = (props: { roomId: RoomId; name: string; onClose(): void }) => {
  const w = useWords(groupWords)
  const errors = useWords(errorWords)
  const session = useSession()
  const [name, setName] = createSignal(props.name)
  const [isBusy, setBusy] = createSignal(false)
  const fault = () => {
    const found = nameFault(name())
    return found ? { error: w().nameFaults[found] } : {}
  }
  const save = async (event: Event) => {
    event.preventDefault()
    if (isBusy() || nameFault(name())) return
    setBusy(true)
    try {
      await session.groups.rename(props.roomId, name().trim())
      props.onClose()
    } catch (error) {
      toast({ tone: 'danger', title: w().renameFailed, text: errors()[errorCodeOf(error)].action })
    } finally {
      setBusy(false)
    }
  }
  return (
    <Dialog open onOpenChange={(isOpen) => !isOpen && props.onClose()} title={w().rename}>
      <form class={styles['form']} onSubmit={save}>
        <TextField
          label={w().name}
          description={w().nameHint}
          value={name()}
          onInput={setName}
          {...fault()}
          autocomplete="off"
          autofocus
        />
        <div class={styles['actions']}>
          <Button onClick={() => props.onClose()}>{w().cancel}</Button>
          <Button type="submit" variant="primary" busy={isBusy()}>
            {w().save}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
