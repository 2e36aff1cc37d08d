import { expect, it } from 'vitest'
import { errorCodes } from '#shared/errors.ts'
import { languages } from '../index.ts'
import { errorWords } from './errors.ts'

it.each(languages)('says every error in sentences that stand alone (%s)', (language) => {
  for (const code of errorCodes) {
    const { title, action } = errorWords[language][code]
    expect(title, code).toMatch(/^[A-Z„].*[^.]$/u)
    expect(action, code).toMatch(/^[A-Z].*\.$/u)
    expect(title.length, code).toBeLessThan(60)
  }
})

it.each([...errorCodes])('tells both languages apart for "%s"', (code) => {
  expect(errorWords.de[code].title).not.toBe(errorWords.en[code].title)
})
