import { defineWords } from '../index.ts'

/** Of the bar on top of everything. */
export const alertWords = defineWords({
  de: {
    mute: 'Ton aus',
    unmute: 'Ton an',
  },
  en: {
    mute: 'Sound off',
    unmute: 'Sound on',
  },
})
