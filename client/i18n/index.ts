export { useFormat } from './format.ts'
export { languages, setLanguage, useLanguage } from './language.ts'
export { wordingLastsMs } from './relative-time.ts'
export { defineWords, useWords } from './words.ts'
