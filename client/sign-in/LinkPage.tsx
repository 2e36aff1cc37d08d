import type { ParentProps } from 'solid-js'
import { Logo } from './Logo.tsx'
import styles from './link-page.module.css'

/** What somebody sees who came by a link, before there is a session. */
export const LinkPage = (props: ParentProps) => (
  <main class={styles['page']}>
    <Logo />
    {props.children}
  </main>
)
