import { useNavigate } from '@solidjs/router'
import { createSignal, Show } from 'solid-js'
import { nameFault } from '#shared/conversations/group-name.ts'
import { errorCodeOf } from '../../clinic-api/index.ts'
import { useWords } from '../../i18n/index.ts'
import { errorWords } from '../../i18n/words/errors.ts'
import { groupWords } from '../../i18n/words/groups.ts'
import { useSession } from '../../matrix/session-context.tsx'
import { Banner, Button, Dialog, TextField } from '../../ui/index.ts'
import styles from './groups.module.css'
import { type Chosen, PeopleChoice } from './PeopleChoice.tsx'
import { useSayRefused } from './say-refused.ts'

type Props = {
  onClose(): void
  /** Chosen from the start, when a conversation of two grows. */
  people?: readonly Chosen[]
  text?: string
}

/** A conversation of several people of the own and of partner clinics. */
export const NewGroupDialog = (props: Props) => {
  const w = useWords(groupWords)
  const errors = useWords(errorWords)
  const session = useSession()
  const navigate = useNavigate()
  const sayRefused = useSayRefused()
  const [name, setName] = createSignal('')
  const [isTried, setTried] = createSignal(false)
  const [chosen, setChosen] = createSignal<Chosen[]>([...(props.people ?? [])])
  const [isBusy, setBusy] = createSignal(false)
  const [error, setError] = createSignal<unknown>(null)

  const fault = () => {
    const found = nameFault(name())
    // While somebody begins to type, an empty field is no fault.
    return found && (isTried() || found !== 'empty') ? w().nameFaults[found] : undefined
  }
  const create = async (event: Event) => {
    event.preventDefault()
    setTried(true)
    if (isBusy() || nameFault(name())) return
    setBusy(true)
    setError(null)
    try {
      const people = chosen()
      const { roomId, refused } = await session.groups.create(
        name().trim(),
        people.map(({ userId }) => userId),
      )
      sayRefused(refused, people)
      props.onClose()
      navigate(`/messages/${encodeURIComponent(roomId)}`)
    } catch (thrown) {
      setError(thrown)
    } finally {
      setBusy(false)
    }
  }

  return (
    <Dialog
      open
      onOpenChange={(isOpen) => !isOpen && props.onClose()}
      title={w().newTitle}
      {...(props.text ? { description: props.text } : {})}
    >
      <form class={styles['form']} onSubmit={create}>
        <Show when={error()}>
          {(thrown) => (
            <div role="alert">
              <Banner tone="danger" title={w().createFailed}>
                {errors()[errorCodeOf(thrown())].action}
              </Banner>
            </div>
          )}
        </Show>
        <TextField
          label={w().name}
          description={w().nameHint}
          value={name()}
          onInput={setName}
          {...(fault() ? { error: fault() ?? '' } : {})}
          autocomplete="off"
          autofocus
        />
        <PeopleChoice chosen={chosen()} onChange={setChosen} present={[]} />
        <div class={styles['actions']}>
          <Button onClick={() => props.onClose()}>{w().cancel}</Button>
          <Button type="submit" variant="primary" busy={isBusy()}>
            {w().create}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
