import { expect, test } from 'vitest'
import { userNameFor } from './user-name.ts'

test.each([
  ['Dr. Jana Petersen', 'jana.petersen'],
  ['Prof. Dr. med. Jörg Müller-Weiß', 'joerg.mueller-weiss'],
  ['Dr. Mehmet Yılmaz', 'mehmet.yilmaz'],
  ['PD Dr. Zoë  Łukasz', 'zoe.lukasz'],
  ['Drago Profan', 'drago.profan'],
  ['  ', ''],
])('%s is called %s', (name, userName) => {
  expect(userNameFor(name)).toBe(userName)
})
