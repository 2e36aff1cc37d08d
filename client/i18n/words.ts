import type { Accessor } from 'solid-js'
import { type Language, useLanguage } from './language.ts'

export type Words<T extends object> = Record<Language, T>

/** The German words say which keys there are; English must have the same ones, with the same arguments. */
export const defineWords = <T extends object>(words: { de: T; en: NoInfer<T> }): Words<T> => words

/** The words of the language that is chosen now; call the result where they are shown. */
export const useWords = <T extends object>(words: Words<T>): Accessor<T> => {
  const language = useLanguage()
  return () => words[language()]
}
