# Compares the binary interface of HEADER with the one in BASELINE, by abidw and abidiff (libabigail). What was there must
# stay as it was; functions and fields at the end of structs may be added. -DUPDATE=ON writes the baseline.
file(MAKE_DIRECTORY ${WORK})
execute_process(COMMAND ${PYTHON} -B ${CMAKE_CURRENT_LIST_DIR}/abi_stub.py ${HEADER} ${WORK}/stub.c COMMAND_ERROR_IS_FATAL ANY)
get_filename_component(include ${HEADER} DIRECTORY)
# By its bare name: debug information holds the name as given, and the baseline no path of the machine that wrote it.
execute_process(COMMAND ${CC} -g -gdwarf-4 -O0 -fPIC -shared -w -I ${include} stub.c -o libcallnorm-abi.so
                WORKING_DIRECTORY ${WORK} COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND abidw --no-corpus-path --no-comp-dir-path --no-show-locs --no-elf-needed --out-file ${WORK}/callnorm.abi
                        ${WORK}/libcallnorm-abi.so COMMAND_ERROR_IS_FATAL ANY)
if(UPDATE)
  file(COPY_FILE ${WORK}/callnorm.abi ${BASELINE})
  return()
endif()
execute_process(COMMAND abidiff ${BASELINE} ${WORK}/callnorm.abi OUTPUT_VARIABLE difference RESULT_VARIABLE status)
# Bit 4: something changed; 8: a function is gone; 1 and 2: abidiff itself failed. What changed must be an addition: a
# struct that grew says its size and what was inserted, and nothing of what it had before.
math(EXPR broken "${status} & 11")
if(broken OR difference MATCHES "Variables changes summary: ([1-9][0-9]* Removed|0 Removed, [1-9])|data member change|data member deletion|enumerator (change|deletion)|offset changed|return type changed|parameter [0-9]+ of type '[^\n]*' changed|typedef name changed|type name changed|size hasn't changed")
  message("${difference}")
  message(FATAL_ERROR "the binary interface changed: ${BASELINE}")
endif()
if(status EQUAL 0)
  message("the binary interface is that of the baseline")
else()
  message("added to the binary interface:\n${difference}")
endif()
