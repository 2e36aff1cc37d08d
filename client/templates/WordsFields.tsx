import { useWords } from '../i18n/index.ts'
import { templateWords } from '../i18n/words/templates.ts'
import { TextField } from '../ui/index.ts'
import styles from './templates.module.css'

type Props = {
  label: string
  de: string
  en: string
  onInput(language: 'de' | 'en', text: string): void
  required?: boolean
  error?: string | undefined
  maxLength: number
}

/** One text in both languages; German is what everybody sees who has no English. */
export const WordsFields = (props: Props) => {
  const w = useWords(templateWords)
  return (
    <div class={styles['row']}>
      <TextField
        label={props.label}
        value={props.de}
        onInput={(text) => props.onInput('de', text)}
        maxLength={props.maxLength}
        autocomplete="off"
        {...(props.required ? { required: true } : {})}
        {...(props.error ? { error: props.error } : {})}
      />
      <TextField
        label={w().inEnglish(props.label)}
        value={props.en}
        onInput={(text) => props.onInput('en', text)}
        maxLength={props.maxLength}
        autocomplete="off"
      />
    </div>
  )
}
