import { createResource, For, Show } from 'solid-js'
import { createStore } from 'solid-js/store'
import type { AdminPerson } from '#shared/admin/api.ts'
import { unwrap, useClinicApi } from '../clinic-api/index.ts'
import { useWords } from '../i18n/index.ts'
import { roleWords } from '../i18n/words/roles.ts'
import { answerOf, Checkbox, Dialog, Skeleton, toast } from '../ui/index.ts'
import styles from './AdminView.module.css'
import { AskForm } from './AskForm.tsx'

type Props = { person: AdminPerson; onClose(): void; onDone(): void }

/** What somebody may do beside their own work. */
export const RolesDialog = (props: Props) => {
  const w = useWords(roleWords)
  const api = useClinicApi()
  const [departments] = createResource(async () => (await unwrap(api.own.api.directory.services.$get())).services)
  const { isAuditor, isOperator, leads } = props.person.roles
  const [draft, setDraft] = createStore({ isAuditor, isOperator, leads: [...leads] })

  const save = async () => {
    const json = { userId: props.person.userId, ...draft }
    await unwrap(api.own.api.admin.people.roles.$put({ json }))
    toast({ tone: 'success', title: w().changed(props.person.name) })
    props.onDone()
    props.onClose()
  }

  return (
    <Dialog
      open
      onOpenChange={(isOpen) => !isOpen && props.onClose()}
      title={w().title(props.person.name)}
      description={w().text}
    >
      <AskForm submit={w().save} onCancel={props.onClose} onSubmit={save}>
        <Checkbox
          label={w().auditor}
          description={w().auditorText}
          checked={draft.isAuditor}
          onChange={(isOn) => setDraft('isAuditor', isOn)}
        />
        <Checkbox
          label={w().operator}
          description={w().operatorText}
          checked={draft.isOperator}
          onChange={(isOn) => setDraft('isOperator', isOn)}
        />
        <fieldset class={styles['part']}>
          <legend>{w().lead}</legend>
          <p class={styles['muted']}>{w().leadText}</p>
          <Show when={answerOf(departments)} fallback={<Skeleton height="4rem" width="100%" />}>
            {(all) => (
              <For each={all()} fallback={<p>{w().noDepartment}</p>}>
                {({ id, name }) => (
                  <Checkbox
                    label={name}
                    checked={draft.leads.includes(id)}
                    onChange={(isOn) =>
                      setDraft('leads', (led) => [...led.filter((other) => other !== id), ...(isOn ? [id] : [])])
                    }
                  />
                )}
              </For>
            )}
          </Show>
        </fieldset>
      </AskForm>
    </Dialog>
  )
}
