/** Why the machine cannot be had here: the test is skipped, which is neither passed nor failed. */
export class Skipped extends Error {
  name = 'Skipped'
}
