import type { JSX } from 'solid-js'

/** An icon of the one open set (`lucide-solid/icons/…`); always beside a word or under a label. */
export type Icon = (props: { size?: number; class?: string; 'aria-hidden'?: 'true' }) => JSX.Element
