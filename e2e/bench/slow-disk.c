/*
 * A slow disk: every fsync and fdatasync takes 20 ms longer, and with SLOW_DISK_STALL_EVERY=100 in the
 * environment every hundredth one second more. With SLOW_DISK_TOLD=<file> each call is told there as one letter:
 * m where the program's first thread waits for it, w where another does. Loaded in front of the C library:
 *   cc -shared -fPIC -o slow-disk.so slow-disk.c -ldl ; LD_PRELOAD=./slow-disk.so program
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <unistd.h>

static void tell(void) {
  const char *told = getenv("SLOW_DISK_TOLD");
  int file = told == NULL ? -1 : open(told, O_WRONLY | O_CREAT | O_APPEND, 0600);
  if (file < 0) return;
  (void)!write(file, syscall(SYS_gettid) == getpid() ? "m" : "w", 1);
  close(file);
}

static void wait_for_the_disk(void) {
  static int calls = 0;
  const char *every = getenv("SLOW_DISK_STALL_EVERY");
  calls += 1;
  tell();
  usleep(20000);
  if (every != NULL && atoi(every) > 0 && calls % atoi(every) == 0) sleep(1);
}

int fsync(int file) {
  int (*real)(int) = (int (*)(int))dlsym(RTLD_NEXT, "fsync");
  wait_for_the_disk();
  return real(file);
}

int fdatasync(int file) {
  int (*real)(int) = (int (*)(int))dlsym(RTLD_NEXT, "fdatasync");
  wait_for_the_disk();
  return real(file);
}
