import { assert, unreachable } from '../assert'
import { note, type Context, type Course } from './context'
import type { ValidationPurpose } from './order'
import { beginPayment, goToCoupons } from './payment-phase'
import { unchecked } from './unverified'

/** Asks for a re-check where an unredeemed promotion is on the order, else goes on at once. */
export function validateThen(
  course: Course,
  purpose: ValidationPurpose,
  heldFor: string | null,
  context: Context,
): void {
  if (unchecked(course.now).length === 0) return proceed(course, purpose, heldFor, context)
  course.then({ type: 'RevalidationRequested', guid: context.newId(), purpose, heldFor })
}

/** Does what the pressed button is for. A new order opens after Send and Hold (see `decide.ts`). */
export function proceed(
  course: Course,
  purpose: ValidationPurpose,
  heldFor: string | null,
  context: Context,
): void {
  switch (purpose) {
    case 'send':
      sendLines(course)
      course.then({ type: 'OrderHeld', heldFor: 'Sent' })
      return
    case 'stay':
      sendLines(course)
      course.then(note(context, 'success', 'order-sent'))
      return
    case 'hold':
      assert(heldFor !== null, 'Hold says what for, if only with nothing')
      course.then({ type: 'OrderHeld', heldFor })
      return
    case 'pay':
      beginPayment(course, context)
      return
    case 'continue':
      goToCoupons(course, context)
      return
    default:
      unreachable(purpose)
  }
}

function sendLines(course: Course): void {
  const lineIds = course.now.lines
    .filter((line) => !line.voided && !line.sent)
    .map((line) => line.id)
  if (lineIds.length > 0) course.then({ type: 'LinesSent', lineIds })
}
