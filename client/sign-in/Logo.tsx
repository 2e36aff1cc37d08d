import styles from './sign-in.module.css'

/** As `public/icon.svg`; decoration beside a name. */
export const Logo = () => (
  <svg class={styles['logo']} viewBox="0 0 64 64" aria-hidden="true">
    <rect width="64" height="64" rx="14" fill="#14508c" />
    <path
      fill="#fff"
      d="M20 13h24a8 8 0 0 1 8 8v18a8 8 0 0 1-8 8H33l-9.3 7.4A1 1 0 0 1 22 53.6V47h-2a8 8 0 0 1-8-8V21a8 8 0 0 1 8-8z"
    />
    <path fill="#14508c" d="M29 20.5h6V27h6.5v6H35v6.5h-6V33h-6.5v-6H29z" />
  </svg>
)
