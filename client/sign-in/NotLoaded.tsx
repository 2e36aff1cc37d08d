import { onMount } from 'solid-js'
import { useWords } from '../i18n/index.ts'
import { signInWords } from '../i18n/words/sign-in.ts'
import { Banner } from '../ui/Banner.tsx'
import { Button } from '../ui/Button.tsx'
import styles from './sign-in.module.css'

/** The application did not come, or fell over as a whole. */
export const NotLoaded = (props: { error: unknown }) => {
  const w = useWords(signInWords)
  onMount(() => console.error('not-loaded', props.error))
  return (
    <main class={styles['page']}>
      <div class={styles['card']}>
        <Banner
          tone="danger"
          title={w().brokenTitle}
          action={<Button onClick={() => location.reload()}>{w().reload}</Button>}
        >
          {w().brokenText}
        </Banner>
      </div>
    </main>
  )
}
