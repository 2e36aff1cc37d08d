import { defineWords } from '../index.ts'

export const roomNameWords = defineWords({
  de: { consult: (label: string) => `Konsil ${label}` },
  en: { consult: (label: string) => `Consult ${label}` },
})
