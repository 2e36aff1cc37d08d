import Plus from 'lucide-solid/icons/plus'
import X from 'lucide-solid/icons/x'
import { createSignal, For, Show } from 'solid-js'
import { createStore } from 'solid-js/store'
import { type CardContent, cardLimits, contactPurposes } from '#shared/clinic/card.ts'
import { specialtyNames } from '#shared/directory/specialty.ts'
import { unwrap, useClinicApi } from '../clinic-api/index.ts'
import { useWords } from '../i18n/index.ts'
import { clinicCardWords } from '../i18n/words/clinic-card.ts'
import { specialtyWords } from '../i18n/words/specialties.ts'
import { Button, Checkbox, Dialog, IconButton, TextField, toast } from '../ui/index.ts'
import styles from './AdminView.module.css'
import { AskForm } from './AskForm.tsx'
import { cardOfDraft, draftOfCard, faultOfPolicy, isEmail, isSound, type PolicyDraft } from './card-draft.ts'

type Props = { content: CardContent; onClose(): void; onSaved(): void }

/** What our clinic says of itself to others. */
export const CardDialog = (props: Props) => {
  const w = useWords(clinicCardWords)
  const specialtyName = useWords(specialtyWords)
  const api = useClinicApi()
  const [draft, setDraft] = createStore(draftOfCard(props.content))
  const [isChecked, setChecked] = createSignal(false)

  const emailError = (email: string) => (isChecked() && !isEmail(email) ? { error: w().notAnEmail } : {})
  const policyError = (policy: PolicyDraft, field: 'title' | 'url') =>
    isChecked() && faultOfPolicy(policy) === field
      ? { error: field === 'title' ? w().titleMissing : w().notAnAddress }
      : {}

  const save = async () => {
    setChecked(true)
    if (!isSound(draft)) return
    await unwrap(api.own.api.clinic.$put({ json: cardOfDraft(draft) }))
    toast({ tone: 'success', title: w().saved })
    props.onSaved()
    props.onClose()
  }

  return (
    <Dialog
      open
      onOpenChange={(isOpen) => !isOpen && props.onClose()}
      title={w().editTitle}
      description={w().editText}
      size="large"
    >
      <AskForm submit={w().save} onCancel={props.onClose} onSubmit={save}>
        <For each={contactPurposes}>
          {(purpose) => (
            <fieldset class={styles['part']}>
              <legend>{w().purposes[purpose]}</legend>
              <p class={styles['muted']}>{w().purposeHints[purpose]}</p>
              <div class={styles['filters']}>
                <TextField
                  label={w().contactName}
                  value={draft.contacts[purpose].name}
                  onInput={(text) => setDraft('contacts', purpose, 'name', text)}
                  maxLength={cardLimits.name}
                  autocomplete="off"
                />
                <TextField
                  label={w().phone}
                  type="tel"
                  value={draft.contacts[purpose].phone}
                  onInput={(text) => setDraft('contacts', purpose, 'phone', text)}
                  maxLength={cardLimits.phone}
                  autocomplete="off"
                />
                <TextField
                  label={w().email}
                  type="email"
                  value={draft.contacts[purpose].email}
                  onInput={(text) => setDraft('contacts', purpose, 'email', text)}
                  maxLength={cardLimits.name}
                  autocomplete="off"
                  {...emailError(draft.contacts[purpose].email)}
                />
              </div>
            </fieldset>
          )}
        </For>
        <fieldset class={styles['part']}>
          <legend>{w().specialties}</legend>
          <div class={styles['filters']}>
            <For each={specialtyNames}>
              {(name) => (
                <Checkbox
                  label={specialtyName()[name]}
                  checked={draft.specialties.includes(name)}
                  onChange={(isOn) =>
                    setDraft('specialties', (all) => [...all.filter((one) => one !== name), ...(isOn ? [name] : [])])
                  }
                />
              )}
            </For>
          </div>
        </fieldset>
        <fieldset class={styles['part']}>
          <legend>{w().policies}</legend>
          <p class={styles['muted']}>{w().policiesHint}</p>
          <For each={draft.policies}>
            {(policy, index) => (
              <div class={styles['policy']}>
                <TextField
                  label={w().policyTitle}
                  value={policy.title}
                  onInput={(text) => setDraft('policies', index(), 'title', text)}
                  maxLength={cardLimits.name}
                  autocomplete="off"
                  {...policyError(policy, 'title')}
                />
                <TextField
                  label={w().policyUrl}
                  type="url"
                  placeholder="https://"
                  value={policy.url}
                  onInput={(text) => setDraft('policies', index(), 'url', text)}
                  maxLength={cardLimits.address}
                  autocomplete="off"
                  {...policyError(policy, 'url')}
                />
                <IconButton
                  label={w().removePolicy}
                  icon={X}
                  onClick={() => setDraft('policies', (all) => all.filter((_, at) => at !== index()))}
                />
              </div>
            )}
          </For>
          <Show when={draft.policies.length < cardLimits.policies}>
            <div class={styles['actions']}>
              <Button
                variant="secondary"
                icon={Plus}
                onClick={() => setDraft('policies', draft.policies.length, { title: '', url: '' })}
              >
                {w().addPolicy}
              </Button>
            </div>
          </Show>
        </fieldset>
      </AskForm>
    </Dialog>
  )
}
