import Pencil from 'lucide-solid/icons/pencil'
import { createSignal, Show } from 'solid-js'
import { errorCodeOf, unwrap, useClinicApi } from '../clinic-api/index.ts'
import { useWords } from '../i18n/index.ts'
import { dutyWords } from '../i18n/words/duty.ts'
import { errorWords } from '../i18n/words/errors.ts'
import { Button, Dialog, TextField, toast } from '../ui/index.ts'
import styles from './duty.module.css'

/** By which number the duty is reached, for what cannot wait; whoever is on duty changes it. */
export const DutyPhone = (props: { phone: string | null; mayChange: boolean; onChanged(): void }) => {
  const w = useWords(dutyWords)
  const errors = useWords(errorWords)
  const api = useClinicApi()
  const [isOpen, setOpen] = createSignal(false)
  const [number, setNumber] = createSignal('')
  const [isBusy, setBusy] = createSignal(false)
  const open = () => {
    setNumber(props.phone ?? '')
    setOpen(true)
  }
  const save = async () => {
    if (isBusy()) return
    setBusy(true)
    try {
      await unwrap(api.own.api.directory.me['duty-phone'].$put({ json: { phone: number().trim() || null } }))
      setOpen(false)
      props.onChanged()
    } catch (error) {
      toast({ tone: 'danger', title: w().phoneFailed, text: errors()[errorCodeOf(error)].action })
    } finally {
      setBusy(false)
    }
  }
  return (
    <div class={styles['row']}>
      <span>{props.phone ? w().phone(props.phone) : w().noPhone}</span>
      <Show when={props.mayChange}>
        <Button size="small" icon={Pencil} onClick={open}>
          {w().changePhone}
        </Button>
      </Show>
      <Dialog open={isOpen()} onOpenChange={setOpen} title={w().changePhone} description={w().phoneText}>
        <form
          class={styles['stack']}
          onSubmit={(event) => {
            event.preventDefault()
            void save()
          }}
        >
          <TextField label={w().phoneLabel} type="tel" maxLength={40} value={number()} onInput={setNumber} />
          <div class={styles['actions']}>
            <Button onClick={() => setOpen(false)}>{w().cancel}</Button>
            <Button variant="primary" type="submit" busy={isBusy()}>
              {w().savePhone}
            </Button>
          </div>
        </form>
      </Dialog>
    </div>
  )
}
