import { defineWords } from '../index.ts'

/** Of the bar on top of everything. */
export const alertWords = defineWords({
  de: {
    mute: 'Ton aus',
    unmute: 'Ton an',
    isMuted: 'Der Ton ist hier aus. Was dringender ist und was später kommt, ist wieder zu hören.',
    isHeldBack: 'Noch ohne Ton: Dieser Browser lässt ihn erst zu, wenn Sie einmal auf die Seite drücken.',
  },
  en: {
    mute: 'Sound off',
    unmute: 'Sound on',
    isMuted: 'The sound is off here. What is more urgent and what comes later is heard again.',
    isHeldBack: 'Without sound so far: this browser allows it once you press anywhere on the page.',
  },
})
