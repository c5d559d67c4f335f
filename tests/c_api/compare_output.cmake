# Runs FIRST and SECOND with ARGUMENTS (separated by |); both must succeed and print the same.
string(REPLACE "|" ";" arguments "${ARGUMENTS}")
execute_process(COMMAND ${FIRST} ${arguments} OUTPUT_VARIABLE first COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND ${SECOND} ${arguments} OUTPUT_VARIABLE second COMMAND_ERROR_IS_FATAL ANY)
if(first STREQUAL "" OR NOT first STREQUAL second)
  message("${FIRST} printed:\n${first}\n${SECOND} printed:\n${second}")
  message(FATAL_ERROR "the two programs print different things")
endif()
