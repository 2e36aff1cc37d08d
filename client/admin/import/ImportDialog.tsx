import Download from 'lucide-solid/icons/download'
import FileUp from 'lucide-solid/icons/file-up'
import { createSignal, For, Match, Show, Switch } from 'solid-js'
import type { ImportedLine, ImportedRow, ImportInput, ImportStep } from '#shared/admin/import.ts'
import { invitationPath } from '#shared/auth/invitation.ts'
import { writeLink } from '#shared/auth/secret-link.ts'
import { type ApiError, apiErrorOf, makeLinkSecret, unwrap, useClinicApi } from '../../clinic-api/index.ts'
import { useFormat, useWords } from '../../i18n/index.ts'
import { errorWords } from '../../i18n/words/errors.ts'
import { importWords } from '../../i18n/words/import.ts'
import { specialtyWords } from '../../i18n/words/specialties.ts'
import { Banner, Button, Dialog, FileInput, ProgressBar, saveBlob } from '../../ui/index.ts'
import styles from '../AdminView.module.css'
import { invitationMs } from '../access.ts'
import { csvOf } from '../csv.ts'
import { RefusalBanner } from '../Failure.tsx'
import own from './import.module.css'
import { type LineFault, type ReadLine, readPeople } from './read-people.ts'
import { readTable } from './read-table.ts'
import { carryOutRows, tryRows } from './run-import.ts'

const mostLines = 2_000
const mostBytes = 2 * 1024 * 1024
/** A list of thousands is read as a file. */
const mostShown = 100

/** A line of the file, and what it leads or has led to. */
type Line = Omit<ReadLine, 'row' | 'fault'> & {
  step: ImportStep
  fault: LineFault | null
  written: string | null
  code: ImportedLine['code']
  link: string
}
type Row = ImportedRow & { secret: string }

/**
 * | at | shown | then |
 * | --- | --- | --- |
 * | choosing | what the file must hold, and why the last one was none | working |
 * | working | how far it is | preview, choosing; done after the import |
 * | preview | what each line would lead to | choosing, working |
 * | done | what became of each line, and the links | – |
 */
type State =
  | { at: 'choosing'; fault: 'no-table' | 'no-names' | 'too-long' | null }
  | { at: 'working'; isTrial: boolean; done: number; of: number }
  | { at: 'preview'; lines: readonly Line[]; rows: readonly Row[]; ignored: readonly string[] }
  | { at: 'done'; lines: readonly Line[] }

const withSecret = async (row: Omit<ImportedRow, 'invitation'>): Promise<Row> => {
  const { secret, secretHash } = await makeLinkSecret()
  return { ...row, secret, invitation: { secretHash, validMs: invitationMs } }
}

/** People from a file: chosen, tried out, looked at, carried out, reported line by line. */
export const ImportDialog = (props: { onClose(): void; onDone(): void }) => {
  const w = useWords(importWords)
  const errors = useWords(errorWords)
  const format = useFormat()
  const api = useClinicApi()
  const [state, setState] = createSignal<State>({ at: 'choosing', fault: null })
  const [error, setError] = createSignal<ApiError | null>(null)
  let input: HTMLInputElement | undefined

  const send = (json: ImportInput) => unwrap(api.own.api.admin.people.import.$post({ json }))
  const follow = (isTrial: boolean, of: number) => (done: number) => setState({ at: 'working', isTrial, done, of })

  const read = async (file: File) => {
    const table = file.size > mostBytes ? null : readTable(new Uint8Array(await file.arrayBuffer()))
    if (!table) return setState({ at: 'choosing', fault: file.size > mostBytes ? 'too-long' : 'no-table' })
    if (table.lines.length > mostLines) return setState({ at: 'choosing', fault: 'too-long' })
    follow(true, table.lines.length)(0)
    const { services } = await unwrap(api.own.api.directory.services.$get())
    const people = readPeople(table, {
      departments: services,
      specialtyWords: [specialtyWords.de, specialtyWords.en],
    })
    if (!people || people.lines.length === 0) return setState({ at: 'choosing', fault: 'no-names' })
    const rows = await Promise.all(people.lines.flatMap(({ row }) => (row ? [withSecret(row)] : [])))
    const tried = new Map((await tryRows(send, toSend(rows), follow(true, rows.length))).map((one) => [one.line, one]))
    const lines = people.lines.map(({ row: _, ...one }): Line => {
      const found = tried.get(one.line)
      return { ...one, step: found?.step ?? 'refuse', code: found?.code ?? null, link: '' }
    })
    setState({ at: 'preview', lines, rows, ignored: people.ignored })
  }
  const toSend = (rows: readonly Row[]) => rows.map(({ secret: _, ...row }): ImportedRow => row)

  const choose = async (file: File) => {
    setError(null)
    try {
      await read(file)
    } catch (thrown) {
      setError(apiErrorOf(thrown))
      setState({ at: 'choosing', fault: null })
    }
  }
  const carryOut = async (lines: readonly Line[], rows: readonly Row[]) => {
    follow(false, rows.length)(0)
    const done = new Map(
      (await carryOutRows(send, toSend(rows), follow(false, rows.length))).map((one) => [one.line, one]),
    )
    const secrets = new Map(rows.map(({ line, secret }) => [line, secret]))
    setState({
      at: 'done',
      lines: lines.map((line) => {
        const { step = 'refuse', code = null, invitation = null } = done.get(line.line) ?? {}
        const secret = secrets.get(line.line)
        const link =
          invitation && secret ? writeLink(`${location.origin}${invitationPath}`, { id: invitation.id, secret }) : ''
        return { ...line, step, code, link }
      }),
    })
    props.onDone()
  }

  const reasonOf = ({ fault, written, code }: Line): string => {
    if (fault) return written ? w().faultOf(w().faults[fault], written) : w().faults[fault]
    if (code === 'name-taken') return w().closed
    return code ? errors()[code].title : ''
  }
  const columns = () => Object.values(w().columns)
  const saveReport = (lines: readonly Line[]) => {
    const cells = lines.map((one) => [one.line, one.name, one.userName, w().done[one.step], reasonOf(one), one.link])
    saveBlob(csvOf([columns(), ...cells]), `${w().reportName}.csv`)
  }
  const saveTemplate = () => saveBlob(csvOf([w().template.columns, w().template.example]), `${w().templateName}.csv`)

  const chooser = (label: string, variant: 'primary' | 'secondary') => (
    <Button variant={variant} icon={FileUp} onClick={() => input?.click()}>
      {label}
    </Button>
  )
  const choosing = () => {
    const now = state()
    return now.at === 'choosing' ? now : null
  }
  const working = () => {
    const now = state()
    return now.at === 'working' ? now : null
  }
  const preview = () => {
    const now = state()
    return now.at === 'preview' ? now : null
  }
  const done = () => {
    const now = state()
    return now.at === 'done' ? now : null
  }

  return (
    <Dialog open onOpenChange={(isOpen) => !isOpen && props.onClose()} title={w().title} size="large">
      <FileInput
        accept=".csv,.txt,text/csv,text/plain"
        ref={(element) => {
          input = element
        }}
        onChoose={([file]) => file && void choose(file)}
      />
      <div class={styles['dialog']}>
        <Switch>
          <Match when={choosing()}>
            {(now) => (
              <>
                <p class={own['text']}>{w().text}</p>
                <p class={styles['muted']}>{w().columnsText}</p>
                <Show when={now().fault}>
                  {(fault) => (
                    <Banner tone="danger" title={w().fileFaults[fault()].title}>
                      {w().fileFaults[fault()].text}
                    </Banner>
                  )}
                </Show>
                <RefusalBanner error={error()} />
                <div class={styles['dialogActions']}>
                  <Button variant="secondary" icon={Download} onClick={saveTemplate}>
                    {w().saveTemplate}
                  </Button>
                  {chooser(w().choose, 'primary')}
                </div>
              </>
            )}
          </Match>
          <Match when={working()}>
            {(now) => (
              <ProgressBar
                label={now().isTrial ? w().trying : w().importing}
                value={now().of === 0 ? 0 : now().done / now().of}
                text={w().doneOf(format.number(now().done), format.number(now().of))}
              />
            )}
          </Match>
          <Match when={preview()}>
            {(now) => {
              const count = (step: ImportStep) => now().lines.filter((one) => one.step === step).length
              const isFaulty = () => count('refuse') > 0
              const isIdle = () => count('add') + count('change') === 0
              return (
                <>
                  <Banner
                    tone={isFaulty() ? 'danger' : isIdle() ? 'success' : 'info'}
                    title={w().summary(count('add'), count('change'), count('keep'), count('refuse'))}
                  >
                    {isFaulty() ? w().faultyText : isIdle() ? w().idleText : w().readyText}
                  </Banner>
                  <Show when={now().ignored.length > 0}>
                    <p class={styles['muted']}>{w().ignored(now().ignored.join(', '))}</p>
                  </Show>
                  <Lines lines={now().lines} words={w().would} reasonOf={reasonOf} />
                  <div class={styles['dialogActions']}>
                    {chooser(w().chooseOther, 'secondary')}
                    <Show when={!isFaulty() && !isIdle()}>
                      <Button variant="primary" onClick={() => void carryOut(now().lines, now().rows)}>
                        {w().carryOut(count('add') + count('change'))}
                      </Button>
                    </Show>
                  </div>
                </>
              )
            }}
          </Match>
          <Match when={done()}>
            {(now) => {
              const count = (step: ImportStep) => now().lines.filter((one) => one.step === step).length
              const hasLinks = () => now().lines.some(({ link }) => link !== '') || count('add') === 0
              return (
                <>
                  <Banner
                    tone={count('refuse') > 0 ? 'warning' : 'success'}
                    title={w().summaryDone(count('add'), count('change'), count('keep'), count('refuse'))}
                  >
                    {count('refuse') > 0 ? w().restText : hasLinks() ? w().linksText : w().byProviderText}
                  </Banner>
                  <Lines lines={now().lines} words={w().done} reasonOf={reasonOf} />
                  <div class={styles['dialogActions']}>
                    <Button variant="secondary" onClick={props.onClose}>
                      {w().close}
                    </Button>
                    <Button variant="primary" icon={Download} onClick={() => saveReport(now().lines)}>
                      {w().saveReport}
                    </Button>
                  </div>
                </>
              )
            }}
          </Match>
        </Switch>
      </div>
    </Dialog>
  )
}

const order: readonly ImportStep[] = ['refuse', 'add', 'change', 'keep']

/** What needs somebody first, then what changes something. */
const Lines = (props: {
  lines: readonly Line[]
  words: Readonly<Record<ImportStep, string>>
  reasonOf(line: Line): string
}) => {
  const w = useWords(importWords)
  const sorted = () => [...props.lines].sort((a, b) => order.indexOf(a.step) - order.indexOf(b.step) || a.line - b.line)
  return (
    <>
      <ul class={own['lines']} aria-label={w().lines}>
        <For each={sorted().slice(0, mostShown)}>
          {(one) => (
            <li class={own['line']} data-fault={one.step === 'refuse' ? '' : undefined}>
              <span class={styles['muted']}>{w().line(one.line)}</span>
              <span class={styles['main']}>
                {one.name || '–'} <span class={styles['id']}>{one.userName}</span>
              </span>
              <span>{one.step === 'refuse' ? props.reasonOf(one) : props.words[one.step]}</span>
            </li>
          )}
        </For>
      </ul>
      <Show when={props.lines.length > mostShown}>
        <p class={styles['muted']}>{w().andMore(props.lines.length - mostShown)}</p>
      </Show>
    </>
  )
}
