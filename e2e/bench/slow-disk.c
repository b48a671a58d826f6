/*
 * A slow disk: every fsync and fdatasync takes 20 ms longer. Loaded in front of the C library:
 *   cc -shared -fPIC -o slow-disk.so slow-disk.c -ldl ; LD_PRELOAD=./slow-disk.so program
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <unistd.h>

static void wait_for_the_disk(void) { usleep(20000); }

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
