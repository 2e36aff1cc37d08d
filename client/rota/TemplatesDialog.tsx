import Trash from 'lucide-solid/icons/trash'
import { createResource, createSignal, For, Show } from 'solid-js'
import type { RotaOutput, RotaSettings } from '#shared/rota/api.ts'
import { addDays, addMonths, type Day, daysBetween, mondayOf, startOf, weekNumberOf } from '#shared/rota/calendar.ts'
import { entriesOfWeek, fillByTemplate, type WeekTemplate } from '#shared/rota/week-template.ts'
import { errorCodeOf } from '../clinic-api/index.ts'
import { useWords } from '../i18n/index.ts'
import { errorWords } from '../i18n/words/errors.ts'
import { rotaWords } from '../i18n/words/rota.ts'
import { Button, Dialog, IconButton, Spinner, TextField, toast } from '../ui/index.ts'
import styles from './rota.module.css'
import { newShiftId, type Rota } from './rota-store.ts'

/** Half a year. */
const mostDays = 184

type Props = { rota: Rota; shown: RotaOutput; day: Day; onClose(): void }

/** Weeks that come again: kept from the plan, and used to fill it. */
export const TemplatesDialog = (props: Props) => {
  const w = useWords(rotaWords)
  const errors = useWords(errorWords)
  const [name, setName] = createSignal('')
  const [filling, setFilling] = createSignal<WeekTemplate | null>(null)
  const [isBusy, setBusy] = createSignal(false)
  const monday = () => mondayOf(props.day)
  const week = () => entriesOfWeek(props.shown.shifts, monday(), props.shown.policy.timeZone)

  const change = async (templates: RotaSettings['templates'], said: () => void) => {
    if (isBusy()) return
    setBusy(true)
    try {
      await props.rota.change({ policy: props.shown.policy, templates })
      said()
    } catch (error) {
      toast({ tone: 'danger', title: w().failed, text: errors()[errorCodeOf(error)].action })
    } finally {
      setBusy(false)
    }
  }
  const save = () => {
    const template: WeekTemplate = { id: newShiftId(), name: name().trim(), entries: week() }
    return change([...props.shown.templates, template], () => {
      setName('')
      toast({ tone: 'success', title: w().templateSaved })
    })
  }
  const remove = (template: WeekTemplate) => {
    const before = props.shown.templates
    const back = () => void change(before, () => toast({ tone: 'success', title: w().templateBack }))
    return change(
      before.filter(({ id }) => id !== template.id),
      () => toast({ tone: 'success', title: w().templateRemoved, action: { label: w().undo, onClick: back } }),
    )
  }

  return (
    <Dialog
      open
      onOpenChange={(isOpen) => !isOpen && props.onClose()}
      title={filling() ? w().fillWith(filling()?.name ?? '') : w().templatesTitle}
      size="large"
    >
      <Show
        when={filling()}
        keyed
        fallback={
          <div class={styles['dialog']}>
            <p class={styles['muted']}>{w().templatesText}</p>
            <Show when={props.shown.templates.length > 0} fallback={<p>{w().noTemplates}</p>}>
              <ul class={styles['rows']}>
                <For each={props.shown.templates}>
                  {(template) => (
                    <li class={styles['row']}>
                      <span class={styles['rowMain']}>
                        <span class={styles['rowName']}>{template.name}</span>
                        <span class={styles['muted']}>{w().templateSize(template.entries.length)}</span>
                      </span>
                      <Button onClick={() => setFilling(template)}>{w().fill}</Button>
                      <IconButton
                        icon={Trash}
                        label={w().removeTemplate(template.name)}
                        onClick={() => void remove(template)}
                      />
                    </li>
                  )}
                </For>
              </ul>
            </Show>
            <form
              class={styles['part']}
              onSubmit={(event) => {
                event.preventDefault()
                if (name().trim()) void save()
              }}
            >
              <Show when={week().length > 0} fallback={<p class={styles['muted']}>{w().weekIsEmpty}</p>}>
                <TextField label={w().templateName} value={name()} onInput={setName} maxLength={80} required />
                <div class={styles['actions']}>
                  <Button type="submit" variant="primary" busy={isBusy()}>
                    {w().saveWeek(weekNumberOf(monday()))}
                  </Button>
                </div>
              </Show>
            </form>
          </div>
        }
      >
        {(template) => <FillForm {...props} template={template} onBack={() => setFilling(null)} />}
      </Show>
    </Dialog>
  )
}

/** The days that are filled, and what comes of it before it is done. */
const FillForm = (props: Props & { template: WeekTemplate; onBack(): void }) => {
  const w = useWords(rotaWords)
  const errors = useWords(errorWords)
  const next = addMonths(props.day, 1)
  const [from, setFrom] = createSignal<Day>(next)
  const [until, setUntil] = createSignal<Day>(addDays(addMonths(next, 1), -1))
  const [isBusy, setBusy] = createSignal(false)
  const zone = () => props.shown.policy.timeZone
  const isTooLong = () => daysBetween(from(), until()) > mostDays
  const span = () => (from() && until() && from() <= until() && !isTooLong() ? { from: from(), until: until() } : null)
  const [made] = createResource(span, async (days) => {
    // What runs in from before is in the way, too.
    const existing = await props.rota.within(startOf(days.from, zone()), startOf(addDays(days.until, 9), zone()))
    return fillByTemplate(props.template, { ...days, timeZone: zone(), existing, newId: newShiftId })
  })
  const shifts = () => (span() && made.state === 'ready' ? made() : null) ?? []
  const open = () => {
    const unplanned = props.template.entries.filter(({ userId }) => userId === null).length
    return unplanned > 0 ? 0 : shifts().filter(({ userId }) => userId === null).length
  }

  const fill = async () => {
    if (isBusy() || shifts().length === 0) return
    setBusy(true)
    try {
      const lines = await props.rota.plan(shifts())
      toast({ tone: 'success', title: w().filled(lines.filter(({ step }) => step === 'add').length) })
      props.onClose()
    } catch (error) {
      toast({ tone: 'danger', title: w().failed, text: errors()[errorCodeOf(error)].action })
    } finally {
      setBusy(false)
    }
  }

  return (
    <form
      class={styles['dialog']}
      onSubmit={(event) => {
        event.preventDefault()
        void fill()
      }}
    >
      <div class={styles['moments']}>
        <TextField label={w().fillFrom} type="date" value={from()} onInput={setFrom} required />
        <TextField
          label={w().fillUntil}
          type="date"
          value={until()}
          onInput={setUntil}
          required
          {...(isTooLong() ? { error: w().fillTooLong } : {})}
        />
      </div>
      <p role="status">
        <Show when={!made.loading} fallback={<Spinner />}>
          <Show when={made.error} fallback={shifts().length > 0 ? w().fillText(shifts().length) : w().fillNothing}>
            {(error) => errors()[errorCodeOf(error())].title}
          </Show>{' '}
          <Show when={open() > 0}>{w().fillOpen(open())}</Show>
        </Show>
      </p>
      <div class={styles['actions']}>
        <Button onClick={() => props.onBack()}>{w().cancel}</Button>
        <Button variant="primary" type="submit" busy={isBusy()} disabled={shifts().length === 0}>
          {w().fill}
        </Button>
      </div>
    </form>
  )
}
