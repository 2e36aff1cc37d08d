import { setLanguage, useLanguage, useWords } from '../i18n/index.ts'
import { settingsWords } from '../i18n/words/settings.ts'
import { Select, setTheme, useTheme } from '../ui/index.ts'
import styles from './settings.module.css'

export const Appearance = () => {
  const w = useWords(settingsWords)
  const language = useLanguage()
  const theme = useTheme()
  return (
    <div class={styles['card']}>
      <Select
        label={w().language}
        value={language()}
        options={[
          { value: 'de', label: w().german },
          { value: 'en', label: w().english },
        ]}
        onChange={setLanguage}
      />
      <Select
        label={w().theme}
        value={theme()}
        options={[
          { value: 'system', label: w().themeSystem },
          { value: 'light', label: w().themeLight },
          { value: 'dark', label: w().themeDark },
        ]}
        onChange={setTheme}
      />
      <p class={styles['muted']}>{w().keptHere}</p>
    </div>
  )
}
