import { acceptConsult, alert, askForConsult } from '../people/consults.ts'
import type { Person } from '../people/person.ts'
import { type Figure, figure } from './figures.ts'
import { whenDone, whenShown } from './stopwatch.ts'

/** Both end in the view of the last consult. */
export const measureConsults = async (asking: Person, answering: Person, samples: number): Promise<Figure[]> => {
  const times: number[] = []
  for (let sample = 0; sample < samples; sample += 1) {
    // As one who opens the application in the morning: nothing of the last consult is held open.
    await answering.page.reload()
    await answering.page.getByRole('navigation', { name: 'Hauptnavigation' }).waitFor()
    await askForConsult(asking, {
      department: 'Kardiologie',
      priority: 'Notfall',
      patient: `Messung, Nummer ${sample + 1}`,
      birthDate: '1961-02-03',
      question: `Frage ${sample + 1}?`,
    })
    await alert(answering).getByText(asking.name).waitFor()
    const [pressed, shown] = await Promise.all([
      whenDone(answering.page, 'click'),
      whenShown(asking.page, 'header [role="status"]', `${answering.name} hat das Konsil übernommen.`),
      acceptConsult(answering),
    ])
    times.push(shown - pressed)
    await answering.page
      .getByText(`Frage ${sample + 1}?`)
      .first()
      .waitFor()
  }
  return [figure('slice.consult_accepted', 'ms', times)]
}
